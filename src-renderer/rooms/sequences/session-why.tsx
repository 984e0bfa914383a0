/** In the details pane: what a session is, how unusual, and which of its steps made it so. */
import { Crosshair } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useSettings } from '../../app/use-case.ts';
import { WhyPane } from '../../app/why-slot.tsx';
import { Button } from '../../ui/button.tsx';
import { counted, durationText, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { zonedText } from '../../ui/zoned-time.ts';
import { Reasons } from '../reasons.tsx';
import type { GroupPick } from '../use-group-pick.ts';
import { chanceText, likelihoodText } from './metrics.ts';
import { identityText, type Session } from './session-row.ts';

interface SessionWhyProps {
  readonly run: number;
  readonly session: Session;
  readonly picked: GroupPick;
  readonly onEvent: (event: number) => void;
}

/** The session, and what sets those that were picked apart. */
export function SessionWhy({ run, session, picked, onEvent }: SessionWhyProps): ReactNode {
  const own = useMemo(() => [session.session], [session.session]);
  const several = picked.rows !== undefined && picked.rows.length > 1 ? picked.rows : undefined;
  return (
    <WhyPane title={`session ${session.session}`}>
      <div className="session-why">
        <h3>
          <VisibleText text={identityText(session.keys).slice(0, 300)} />
        </h3>
        <p className="why-rarest">
          <VisibleText text={session.rarest.slice(0, 500)} />{' '}
          <Button
            small
            variant="bare"
            icon={Crosshair}
            onClick={() => onEvent(session.rarestEvent)}
          >
            Show it
          </Button>
        </p>
        <Facts session={session} />
        <Reasons run={run} groups={own} things="sessions" />
        {several !== undefined && (
          <section>
            <h3>{counted(several.length, 'picked session')} together</h3>
            <Reasons run={run} groups={several} things="sessions" />
          </section>
        )}
      </div>
    </WhyPane>
  );
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly words?: string;
}

function Facts({ session }: { readonly session: Session }): ReactNode {
  const { zone } = useSettings();
  return (
    <dl className="pairs">
      {session.keys.map(([name, value]) => (
        <div key={`key ${name}`}>
          <dt>
            <VisibleText text={name} />
          </dt>
          <dd className="mono">
            <VisibleText text={value?.slice(0, 500)} />
          </dd>
        </div>
      ))}
      {factsOf(session, zone).map(({ label, value, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className="mono">{value}</span>
            {words !== undefined && <span className="quiet"> {words}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(session: Session, zone: string): readonly Fact[] {
  const { score, rank, percentile, band, likelihood, logLikelihood, window, fold } = session;
  const likelihoodWords = Number.isNaN(logLikelihood)
    ? likelihoodText(likelihood)
    : likelihoodText(likelihood, logLikelihood);
  return [
    { label: 'start', value: `${zonedText(session.startUs, zone)} ${zone}` },
    {
      label: 'lasted',
      value: durationText(session.seconds * 1000),
      words: counted(session.events, 'command'),
    },
    { label: 'score', value: score.toFixed(2), words: chanceText(score) },
    { label: 'rank', value: exactNumber(rank) },
    {
      label: 'percentile',
      value: `${percentile.toFixed(1)} %`,
      ...(band === '' ? {} : { words: `of sessions with ${band}` }),
    },
    { label: 'likelihood', value: likelihoodWords },
    { label: 'a step', value: likelihoodText(session.geometricMean) },
    {
      label: 'rarest window',
      value: window === undefined ? 'not scored' : likelihoodText(window.likelihood),
      words:
        window === undefined
          ? 'the session is shorter than the window'
          : `commands ${exactNumber(window.start + 1)} to ${exactNumber(window.start + window.commands)}`,
    },
    ...(fold < 0 ? [] : [{ label: 'held out', value: `fold ${fold}` }]),
  ];
}
