import { createHmac, randomBytes } from 'node:crypto'
import { type Got, type Reply, type SimulatedHttp, simulateHttp, type Webhook } from './http.ts'

/** A message as Twilio keeps it. */
export interface SimulatedMessage {
  sid: string
  to: string
  from: string | null
  messaging_service_sid: string | null
  body: string
  direction: 'outbound-api'
  status: string
  error_code: number | null
  date_created: string
  statusCallback: string | undefined
}

export interface SimulatedTwilio extends SimulatedHttp {
  accountSid: string
  authToken: string
  messages: readonly SimulatedMessage[]
  /** Gives a message this status, and the signed callback about it; it is for the test to send it. */
  status(sid: string, status: string, options?: { errorCode?: number; token?: string }): Webhook & { url: string }
  /** A signed message that somebody sends back, to this address. */
  inbound(url: string, from: string, body: string, options?: { optOutType?: string; token?: string }): Webhook
}

/** Numbers that Twilio keeps for tests, each with its refusal, which quotes the number (twilio.com/docs/iam/test-credentials). */
const magic: Readonly<Record<string, readonly [code: number, message: string]>> = {
  '+15005550001': [21211, "Invalid 'To' Phone Number: +15005550001"],
  '+15005550002': [
    21612,
    "Message cannot be sent with the current combination of 'To' (+15005550002) and 'From' parameters",
  ],
  '+15005550003': [
    21408,
    "Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To' number: +15005550003",
  ],
  '+15005550004': [21610, 'Attempt to send to unsubscribed recipient: +15005550004'],
  '+15005550009': [21614, "'To' number +15005550009 is not a valid mobile number"],
}

/**
 * Twilio's messages as its published API has them (twilio.com/docs/messaging/api/message-resource, /docs/usage/webhooks, /docs/usage/security): basic
 * authentication, forms in, JSON out, the newest first.
 */
export async function simulateTwilio(): Promise<SimulatedTwilio> {
  const accountSid = `AC${randomBytes(16).toString('hex')}`
  const authToken = randomBytes(16).toString('hex')
  const messages: SimulatedMessage[] = []
  const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

  const http = await simulateHttp([
    ['POST', /^\/2010-04-01\/Accounts\/(\w+)\/Messages\.json$/, known(create)],
    ['GET', /^\/2010-04-01\/Accounts\/(\w+)\/Messages\.json$/, known(list)],
  ])

  function known(answer: (got: Got) => Reply) {
    return (got: Got): Reply =>
      got.headers.authorization === basic && got.parts[0] === accountSid
        ? answer(got)
        : refused(401, 20003, 'Authenticate')
  }

  function create({ body, headers }: Got): Reply {
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return refused(400, 20001, 'No form')
    const form = new URLSearchParams(body)
    const [to, text, from, service] = ['To', 'Body', 'From', 'MessagingServiceSid'].map((name) => form.get(name))
    if (!to) return refused(400, 21604, "A 'To' phone number is required.")
    if (!text) return refused(400, 21602, 'Message body is required.')
    if (text.length > 1600)
      return refused(400, 21617, 'The concatenated message body exceeds the 1600 character limit.')
    if (!from && !service) return refused(400, 21603, "A 'From' phone number is required.")
    const [code, message] = magic[to] ?? []
    if (code !== undefined) return refused(400, code, message ?? '')
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refused(400, 21211, "The 'To' number is not a valid phone number.")
    const made: SimulatedMessage = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to,
      from: from ?? null,
      messaging_service_sid: service ?? null,
      body: text,
      direction: 'outbound-api',
      status: 'queued',
      error_code: null,
      date_created: new Date().toUTCString().replace('GMT', '+0000'),
      statusCallback: form.get('StatusCallback') ?? undefined,
    }
    messages.unshift(made)
    return { status: 201, body: shown(made) }
  }

  function list({ query }: Got): Reply {
    const to = query.get('To')
    const found = messages.filter((one) => to === null || one.to === to).slice(0, Number(query.get('PageSize') ?? 50))
    return { status: 200, body: { messages: found.map(shown), page: 0, next_page_uri: null } }
  }

  const fields = (form: URLSearchParams, url: string, token = authToken): Webhook => {
    const signed = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}${value}`)
    const signature = createHmac('sha1', token)
      .update(`${url}${signed.join('')}`)
      .digest('base64')
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
    return { body: form.toString(), headers }
  }

  return {
    ...http,
    accountSid,
    authToken,
    messages,
    status(sid, status, { errorCode, token } = {}) {
      const message = messages.find((one) => one.sid === sid)
      if (!message?.statusCallback) throw new Error(`no message ${sid} with a callback`)
      Object.assign(message, { status, error_code: errorCode ?? null })
      const form = new URLSearchParams({
        AccountSid: accountSid,
        ApiVersion: '2010-04-01',
        From: message.from ?? '',
        To: message.to,
        MessageSid: sid,
        MessageStatus: status,
        SmsSid: sid,
        SmsStatus: status,
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
      })
      return { url: message.statusCallback, ...fields(form, message.statusCallback, token) }
    },
    inbound(url, from, body, { optOutType, token } = {}) {
      const form = new URLSearchParams({
        AccountSid: accountSid,
        Body: body,
        From: from,
        FromCountry: 'PT',
        MessageSid: `SM${randomBytes(16).toString('hex')}`,
        NumMedia: '0',
        To: '+15017122661',
        ...(optOutType === undefined ? {} : { OptOutType: optOutType }),
      })
      return fields(form, url, token)
    },
  }
}

const shown = ({ statusCallback, ...message }: SimulatedMessage) => message

const refused = (status: number, code: number, message: string): Reply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})
