/** Who is held out together while he is scored. */
import { SeededRandom } from '#workers/base/random.ts';
import type { Sessions } from './join-slices.ts';
import type { Plan } from './plan.ts';

export interface HeldOut {
  readonly ofSession: Int32Array;
  readonly count: number;
}

/** Number of each session's person: its first key, or all of them. Ascends with the sessions. */
export function peopleOf({ identity, identities, count }: Sessions, byFirstKey: boolean): HeldOut {
  const ofSession = new Int32Array(count);
  let people = 0;
  for (let session = 0; session < count; session++) {
    const own = identity[session]!;
    const before = session === 0 ? -1 : identity[session - 1]!;
    const isSame =
      own === before ||
      (byFirstKey && before >= 0 && identities[own]![0] === identities[before]![0]);
    if (!isSame) people++;
    ofSession[session] = people - 1;
  }
  return { ofSession, count: people };
}

/** Groups to hold out; undefined when everything teaches. */
export function heldOut(people: HeldOut, plan: Plan): HeldOut | undefined {
  if (plan.training === 'all') return undefined;
  if (plan.training === 'leave-identity-out') return people;
  const folds = dealt(people.count, plan);
  return { ofSession: people.ofSession.map((person) => folds[person]!), count: plan.folds };
}

/** People shuffled by the seed and dealt out in turn. */
function dealt(count: number, { folds, seed }: Plan): Int32Array {
  const random = new SeededRandom(seed);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random.unit() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  const fold = new Int32Array(count);
  order.forEach((person, at) => {
    fold[person] = at % folds;
  });
  return fold;
}
