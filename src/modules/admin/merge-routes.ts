import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { mergePeople, previewMerge } from './merge.ts'
import type { mergeApi } from './merge-api.ts'

export const mergeRoutes = ({ db, now }: Services): Handlers<typeof mergeApi> => ({
  'GET /api/admin/people/:userId/merge/:fromId': ({ params }) =>
    previewMerge(db, { from: params.fromId, into: params.userId }),
  'POST /api/admin/people/:userId/merge': async ({ params, body, caller }) => {
    await mergePeople(db, { from: body.from, into: params.userId }, caller.userId, now())
    return undefined
  },
})
