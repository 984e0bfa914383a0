/** Suricata's eve.json: alerts, flows and what its protocol parsers saw, one event a line. */
import { namedLayout } from './named.ts';

export const suricataLayout = namedLayout({
  id: 'suricata',
  label: 'Suricata EVE',
  knownBy: '`event_type` with `flow_id` or `src_ip`',
  times: '`timestamp`, ISO 8601 with offset',
  utc: true,
  fits: (row) =>
    row['event_type'] !== undefined &&
    (row['flow_id'] !== undefined || row['src_ip'] !== undefined),
  time: ['timestamp'],
  columns: {
    'host.name': 'host',
    'event.code': 'event_type',
    'event.action': ['alert.action', 'event_type'],
    'source.ip': 'src_ip',
    'source.port': 'src_port',
    'destination.ip': 'dest_ip',
    'destination.port': 'dest_port',
    'destination.domain': ['dns.rrname', 'tls.sni', 'http.hostname'],
    'network.transport': 'proto',
    'rule.name': 'alert.signature',
    'user_agent.original': 'http.http_user_agent',
  },
  always: { 'event.provider': 'Suricata', 'event.category': 'network' },
});
