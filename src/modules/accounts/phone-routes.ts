import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { askForPhoneCode, confirmPhone, readPhone } from './phone.ts'
import type { phoneApi } from './phone-api.ts'

export const phoneRoutes = (services: Services): Handlers<typeof phoneApi> => ({
  'GET /api/me/phone': async ({ caller }) => ({
    offered: services.texter !== null,
    sender: senderOf(services),
    ...(await readPhone(services.db, caller.userId, services.now())),
  }),
  'POST /api/me/phone/code': async ({ caller, body }) => {
    if (services.texter === null) refuse('channel_unavailable', { channel: 'SMS' }, 'phone')
    await askForPhoneCode(services.db, caller.userId, body.phone, services.now())
    return undefined
  },
  'POST /api/me/phone/confirmation': async ({ caller, body }) => {
    await confirmPhone(services, caller.userId, body.code)
    return undefined
  },
})

/** The number that SMS come from and answers go to: not where Twilio chooses one, or a name stands in its place. */
function senderOf({ config: { sms } }: Services): string | null {
  const from = sms.kind === 'twilio' && 'from' in sms.sender ? sms.sender.from : ''
  return /^\+?\d+$/.test(from) ? from : null
}
