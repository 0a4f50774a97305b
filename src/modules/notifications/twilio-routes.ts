import { catalogueOf } from '../../../lang/catalogue.ts'
import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { FileContent } from '../../http/contract.ts'
import type { CallRequest } from '../../http/request.ts'
import { escapeHtml } from '../../mail/html.ts'
import type { Services } from '../../services.ts'
import { isSignedByTwilio } from '../../sms/twilio-signature.ts'
import { noteStatus, takeAnswer } from './reach/twilio-hooks.ts'
import type { twilioHooksApi } from './twilio-api.ts'

export const twilioHooksRoutes = (services: Services): Handlers<typeof twilioHooksApi> => ({
  'POST /api/hooks/twilio/status': async ({ query, body, request }) => {
    const { delivery } = query
    const path = `/api/hooks/twilio/status${delivery === undefined ? '' : `?delivery=${delivery}`}`
    await noteStatus(services.db, delivery, signedForm(services, path, body, request), services.now())
    return undefined
  },
  'POST /api/hooks/twilio/inbound': async ({ body, request }) => {
    const form = signedForm(services, '/api/hooks/twilio/inbound', body, request)
    const { wish, answered, language } = await takeAnswer(services.db, form, services.now())
    const { name } = await services.platform.read()
    const words = catalogueOf(language).sms
    return twiml(wish === 'help' && !answered ? words.help(name, services.publicUrl()) : null)
  },
})

/** The form that Twilio sent to this path. Refuses `not_found` where there is no Twilio, and `signature_invalid`. */
function signedForm({ config, publicUrl }: Services, path: string, { bytes }: FileContent, request: CallRequest) {
  if (config.sms.kind !== 'twilio') refuse('not_found')
  const form = new URLSearchParams(Buffer.from(bytes).toString())
  const signature = request.headers['x-twilio-signature']
  if (!isSignedByTwilio(config.sms.authToken, signature, publicUrl() + path, form)) refuse('signature_invalid')
  return form
}

/** An answer in TwiML (twilio.com/docs/messaging/twiml). */
const twiml = (text: string | null): FileContent => ({
  type: 'text/xml; charset=utf-8',
  bytes: `<?xml version="1.0" encoding="UTF-8"?><Response>${text === null ? '' : `<Message>${escapeHtml(text)}</Message>`}</Response>`,
})
