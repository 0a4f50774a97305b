import { type Sms, SmsRefused, type Texter } from './texter.ts'

/** Keys of a Twilio account, and who its messages are from: a phone or sender id, or a messaging service, which chooses one. */
export interface TwilioKeys {
  readonly accountSid: string
  readonly authToken: string
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string }
}

export interface TwilioParts {
  keys: TwilioKeys
  /** Origin of the API. */
  api: string
  /** Where Twilio tells what became of a message. */
  statusUrl(sms: Sms): string
  /** How long an answer may take, in milliseconds. */
  patience?: number
}

/** Where Twilio's API is. */
export const twilioApi = 'https://api.twilio.com'

/** What of a message is read (twilio.com/docs/messaging/api/message-resource). */
interface TwilioMessage {
  sid: string
  to: string
  body: string
  direction: string
  status: string
  error_code: number | null
  /** RFC 2822, to the second. */
  date_created: string
}

/** Owners of the phone have sent STOP (twilio.com/docs/api/errors/21610). */
const stopped = 21610

/**
 * Refusals that are about the phone or the text, so that no further try can help (twilio.com/docs/api/errors): no such number, not reachable from the
 * sender, its country not allowed, no mobile, an empty or too long text. Others are about the account, and an operator can mend them.
 */
const final = new Set([
  stopped,
  21211,
  21214,
  21217,
  21265,
  21401,
  21407,
  21408,
  21421,
  21602,
  21604,
  21612,
  21614,
  21617,
])

/** SMS by Twilio's Messages resource, with which sending has no idempotency key: what may have gone out is looked up by its phone and its words. */
export function twilioTexter({ keys, api, statusUrl, patience = 10_000 }: TwilioParts): Texter {
  const { accountSid, authToken, sender } = keys
  const messages = `${api}/2010-04-01/Accounts/${accountSid}/Messages.json`
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

  return {
    async send(sms) {
      const from = 'from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingServiceSid }
      const form = new URLSearchParams({ To: sms.to, Body: sms.text, StatusCallback: statusUrl(sms), ...from })
      const { status, body } = await ask(messages, { method: 'POST', body: form })
      if (status === 201 || status === 200) return { providerId: (body as TwilioMessage).sid }
      // Its words quote the phone, and these are logged.
      const { code } = (body ?? {}) as { code?: number }
      if (code !== undefined && final.has(code))
        throw new SmsRefused(`twilio: refused ${code}`, { stopped: code === stopped })
      throw new Error(`twilio answered ${status} ${code ?? ''}`.trim())
    },

    async find({ to, text }, since) {
      // Not by DateSent, which messages that wait do not have yet. The newest come first, and one phone gets few.
      const { status, body } = await ask(`${messages}?${new URLSearchParams({ To: to, PageSize: '100' })}`)
      if (status !== 200) throw new Error(`twilio answered ${status} when asked for messages`)
      const { messages: known = [] } = body as { messages?: TwilioMessage[] }
      const earliest = since.getTime() - clockSkew
      // A trial account sets words of its own before ours.
      const same = known.find(
        (one) =>
          one.to === to &&
          one.direction.startsWith('outbound') &&
          one.body.endsWith(text) &&
          Date.parse(one.date_created) >= earliest,
      )
      return same && { providerId: same.sid, failure: twilioFailure(same.status, same.error_code) }
    },
  }

  async function ask(url: string, init: { method?: 'POST'; body?: URLSearchParams } = {}) {
    const signal = AbortSignal.timeout(patience)
    const answer = await fetch(url, { ...init, headers: { authorization }, redirect: 'error', signal })
    const text = await answer.text()
    return { status: answer.status, body: jsonOf(text) }
  }
}

/** How far Twilio's clock may be behind ours, in milliseconds; its moments have no fractions of a second. */
const clockSkew = 30_000

/** Why a message with this status did not arrive; null where it did or may yet (twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks). */
export const twilioFailure = (status: string | null, code: string | number | null): string | null =>
  status === 'undelivered' || status === 'failed' ? `twilio: ${status} ${code ?? ''}`.trim() : null

/** A proxy in between may answer with a page of its own. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
