/**
 * Notices to pages, as server-sent events: `data:` and one JSON notice. A page that comes late, or
 * comes back after a gap, is first told how every present job stands.
 */
import type { ServerResponse } from 'node:http';
import type { Handlers } from '#contract/api.ts';
import type { Notice } from '#contract/jobs.ts';

const HEARTBEAT_EVERY_MS = 15_000;
/** A page that does not read is let go; its browser reconnects and is told the present state. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

export interface NoticeStreams {
  /** Adds a page; `key` is its session. */
  readonly add: (response: ServerResponse, key: string) => Promise<void>;
  /** Tells all pages but those of the session that asked. */
  readonly tell: (notice: Notice, exceptKey?: string) => void;
  readonly close: () => void;
}

/** No pages yet. */
export function createNoticeStreams(handlers: Handlers): NoticeStreams {
  const pages = new Map<ServerResponse, string>();
  const send = (response: ServerResponse, text: string): void => {
    response.write(text);
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
  };
  const heartbeat = setInterval(() => {
    for (const page of pages.keys()) send(page, ': still here\n\n');
  }, HEARTBEAT_EVERY_MS);
  heartbeat.unref();
  return {
    add: async (response, key) => {
      response.on('close', () => pages.delete(response));
      send(response, 'retry: 1000\n\n');
      pages.set(response, key);
      for (const job of await handlers['jobs.list']({})) {
        send(response, eventOf({ kind: 'job', job }));
      }
    },
    tell: (notice, exceptKey) => {
      const text = eventOf(notice);
      for (const [page, key] of pages) if (key !== exceptKey) send(page, text);
    },
    close: () => {
      clearInterval(heartbeat);
      for (const page of pages.keys()) page.end();
    },
  };
}

/** JSON has no line ends of its own, so one line holds a notice. */
function eventOf(notice: Notice): string {
  return `data: ${JSON.stringify(notice)}\n\n`;
}
