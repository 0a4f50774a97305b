import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Nullable } from '../../http/shapes.ts'

/** Devices that show somebody's messages by web push. For that person alone, who would get those of others otherwise. */
export const devicesApi = {
  'GET /api/me/devices': {
    summary:
      'My devices that show messages; `key` is what a browser subscribes with (RFC 8292), null where there is no push',
    access: 'signed-in',
    inPerson: true,
    reply: T.Object({
      key: Nullable(T.String()),
      items: T.Array(
        T.Object({
          id: Id,
          device: T.Object({ browser: Nullable(T.String()), system: Nullable(T.String()) }),
          since: Instant,
          current: T.Boolean(),
        }),
      ),
    }),
  },
  'POST /api/me/devices': {
    summary:
      'Show my messages on this device until I sign out: what its browser gave when it subscribed (RFC 8030, RFC 8291)',
    access: 'signed-in',
    inPerson: true,
    body: Form({
      endpoint: T.String({ minLength: 1, maxLength: 1000, pattern: '^[\\x21-\\x7e]+$' }),
      p256dh: T.String({ pattern: '^B[\\w-]{86}=?$' }),
      auth: T.String({ pattern: '^[\\w-]{22}(==)?$' }),
    }),
  },
  'DELETE /api/me/devices/:deviceId': {
    summary: 'Show nothing more on one of my devices',
    access: 'signed-in',
    inPerson: true,
  },
} as const satisfies Record<string, Endpoint>
