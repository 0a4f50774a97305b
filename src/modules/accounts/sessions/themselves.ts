import { actingAs } from '../../../acts.ts'
import type { CallRequest } from '../../../http/request.ts'

/** Does what is recorded as an act of somebody who shows who they are, where the call itself has nobody yet. */
export const asThemselves = <T>(userId: string, { ip, userAgent, id: requestId }: CallRequest, work: () => T): T =>
  actingAs({ userId, impersonatorId: null, apiKeyId: null, ip, userAgent, requestId }, work)
