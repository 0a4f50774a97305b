import { Type as T } from 'typebox'
import { Value } from 'typebox/value'

/** What a mail provider says became of a mail. */
export interface MailEvent {
  type: 'delivered' | 'bounced' | 'complained'
  /** Lower case. */
  email: string
  /** Message-ID with its angle brackets, where the provider keeps ours. */
  messageId: string | null
  /** Whether the address is lost, and not just its mailbox full today. */
  isPermanent: boolean
  reason: string
  at: Date
}

const Address = T.String({ minLength: 3, maxLength: 254, pattern: '^\\S+@\\S+$' })
const Moment = T.Optional(T.String({ format: 'date-time' }))

/** Postmark's webhooks for bounces, complaints and deliveries (postmarkapp.com/developer/webhooks), as far as they are read here. */
const Postmark = T.Union([
  T.Object({
    RecordType: T.Literal('Bounce'),
    Type: T.String(),
    Email: Address,
    BouncedAt: Moment,
    Description: T.Optional(T.String()),
  }),
  T.Object({ RecordType: T.Literal('SpamComplaint'), Email: Address, BouncedAt: Moment }),
  T.Object({ RecordType: T.Literal('Delivery'), Recipient: Address, DeliveredAt: Moment }),
])

/** Postmark's types of bounces after which it takes no mail for an address. */
const permanentTypes = ['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'SpamComplaint', 'Unsubscribe']

/** For every other provider: what a few lines in between can make of its own words. */
const Plain = T.Object({
  type: T.Union([T.Literal('delivered'), T.Literal('bounced'), T.Literal('complained')]),
  email: Address,
  messageId: T.Optional(T.String({ maxLength: 300 })),
  /** Of a bounce: false where the address may work again. */
  permanent: T.Optional(T.Boolean()),
  reason: T.Optional(T.String()),
  at: Moment,
})

/** Reads one event, or several as `{events: […]}` or a list; undefined where one of them is none we know. Other webhooks of Postmark are no events. */
export function readMailEvents(json: unknown, now: Date): MailEvent[] | undefined {
  const list = Array.isArray(json)
    ? json
    : Value.Check(T.Object({ events: T.Array(T.Unknown()) }), json)
      ? json.events
      : [json]
  const events = list.map((one) => readOne(one, now))
  return events.includes(undefined) ? undefined : events.filter((event) => event !== undefined && event !== null)
}

function readOne(json: unknown, now: Date): MailEvent | null | undefined {
  if (Value.Check(Plain, json)) {
    const { type, email, messageId, permanent = true, reason = type, at } = json
    return event(type, {
      email,
      messageId: messageId ? bracketed(messageId) : null,
      isPermanent: permanent,
      reason,
      at: timeOf(at, now),
    })
  }
  if (!Value.Check(Postmark, json)) return isOtherOfPostmark(json) ? null : undefined
  if (json.RecordType === 'Delivery')
    return event('delivered', { email: json.Recipient, at: timeOf(json.DeliveredAt, now) })
  const { Email: email, BouncedAt } = json
  const at = timeOf(BouncedAt, now)
  if (json.RecordType === 'SpamComplaint') return event('complained', { email, at })
  const { Type, Description = Type } = json
  return event(Type === 'SpamComplaint' ? 'complained' : 'bounced', {
    email,
    at,
    isPermanent: permanentTypes.includes(Type),
    reason: Description,
  })
}

const event = (
  type: MailEvent['type'],
  { email, ...rest }: Pick<MailEvent, 'email' | 'at'> & Partial<MailEvent>,
): MailEvent => ({ messageId: null, isPermanent: true, reason: type, ...rest, type, email: email.toLowerCase() })

const bracketed = (messageId: string): string => (messageId.startsWith('<') ? messageId : `<${messageId}>`)

/** A provider's clock may be ahead of ours. */
const timeOf = (text: string | undefined, now: Date): Date =>
  text === undefined ? now : new Date(Math.min(Date.parse(text), now.getTime()))

const isOtherOfPostmark = (json: unknown): boolean =>
  Value.Check(
    T.Object({ RecordType: T.Union([T.Literal('Open'), T.Literal('Click'), T.Literal('SubscriptionChange')]) }),
    json,
  )
