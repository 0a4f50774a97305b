import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { listApiKeys, makeApiKey, revokeApiKey, scopesFor } from './api-keys/keys.ts'
import type { apiKeysApi } from './api-keys-api.ts'

export const apiKeysRoutes = ({ db, now }: Services): Handlers<typeof apiKeysApi> => ({
  'GET /api/organizations/:organizationId/api-keys': async ({ params: { organizationId }, query, caller }) => {
    const [keys, grants] = await Promise.all([
      listApiKeys(db, organizationId, query, now()),
      scopesFor(db, organizationId, caller.userId),
    ])
    return { ...keys, grants }
  },
  'POST /api/organizations/:organizationId/api-keys': ({ params, body, caller }) =>
    makeApiKey(db, params.organizationId, body, caller, now()),
  'DELETE /api/organizations/:organizationId/api-keys/:keyId': async ({ params }) => {
    await revokeApiKey(db, params, now())
    return undefined
  },
})
