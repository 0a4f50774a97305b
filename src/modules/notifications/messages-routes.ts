import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { listTexts } from '../../sms/box.ts'
import { refuseUnlessAtHome } from '../accounts/demo.ts'
import type { messagesApi } from './messages-api.ts'

export const messagesRoutes = ({ db, config }: Services): Handlers<typeof messagesApi> => ({
  'GET /api/dev/messages': async ({ query, request }) => {
    refuseUnlessAtHome(config, request)
    return listTexts(db, query.recipient)
  },
})
