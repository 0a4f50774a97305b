/** How a message goes out to somebody. */
export type ChannelName = 'email' | 'sms' | 'push'

/** Where somebody sees a message: in their list in the app, or by a channel. */
export type Way = 'in_app' | ChannelName

/** The order in which people are shown them. */
export const ways = ['in_app', 'email', 'push', 'sms'] as const satisfies readonly Way[]

/** What a person may choose about as one. */
export interface Topic {
  /** Ways that nobody can switch off: somebody's tickets, money and account are at stake. */
  always: readonly Way[]
  /** Ways that are on until somebody says otherwise. */
  usual: readonly Way[]
  /** Whether it can wait for the end of somebody's quiet hours. */
  waits: boolean
  /** Goes to those alone who have said that they want it. */
  consent?: true
}

/** What messages are about. Choices, unsubscribing and consent are by topic. */
export const topics = {
  account: { always: ['in_app', 'email'], usual: [], waits: false },
  orders: { always: ['in_app', 'email'], usual: [], waits: false },
  events: { always: ['in_app', 'email'], usual: ['push'], waits: false },
  reminders: { always: [], usual: ['in_app', 'email', 'push'], waits: true },
  organizers: { always: [], usual: ['in_app', 'email', 'push'], waits: true },
  team: { always: [], usual: ['in_app', 'email', 'push'], waits: true },
  offers: { always: [], usual: ['in_app', 'email'], waits: true, consent: true },
} as const satisfies Record<string, Topic>

export type TopicName = keyof typeof topics

export const topicNames = Object.keys(topics) as readonly TopicName[]

/** One kind of message. */
export interface KindOfMessage {
  topic: TopicName
  /** Goes by mail alone, and is in no list: it proves an address, or opens a way in. */
  mailOnly?: true
  /** Is in the person's list alone, whatever they chose. */
  appOnly?: true
}

/** Every kind of message there is. */
export const kinds = {
  confirm_email: { topic: 'account', mailOnly: true },
  already_registered: { topic: 'account', mailOnly: true },
  reset_password: { topic: 'account', mailOnly: true },
  sign_in_code: { topic: 'account', mailOnly: true },
  mail_test: { topic: 'account', mailOnly: true },
  guest_erasure: { topic: 'account', mailOnly: true },
  way_in_changed: { topic: 'account' },
  erasure_asked: { topic: 'account' },
  erasure_stopped: { topic: 'account' },
  export_ready: { topic: 'account' },
  accounts_merged: { topic: 'account' },
  member_invited: { topic: 'account' },
  ownership_offered: { topic: 'account' },
  cohost_invited: { topic: 'account' },
  tickets: { topic: 'orders' },
  tickets_again: { topic: 'orders', mailOnly: true },
  tickets_link: { topic: 'orders', mailOnly: true },
  received_ticket: { topic: 'orders' },
  transfer_offered: { topic: 'orders' },
  transfer_accepted: { topic: 'orders' },
  transfer_declined: { topic: 'orders' },
  transfer_withdrawn: { topic: 'orders' },
  ticket_voided: { topic: 'orders' },
  order_ended: { topic: 'orders' },
  payment_failed: { topic: 'orders' },
  payment_returned: { topic: 'orders' },
  payment_promised: { topic: 'orders' },
  payment_due_soon: { topic: 'orders' },
  payment_lapsed: { topic: 'orders' },
  refund: { topic: 'orders' },
  guest_invited: { topic: 'events' },
  guest_code: { topic: 'events', mailOnly: true },
  event_moved: { topic: 'events' },
  event_cancelled: { topic: 'events' },
  event_stopped: { topic: 'events' },
  event_reminder: { topic: 'reminders' },
  event_thanks: { topic: 'reminders' },
  announcement: { topic: 'organizers' },
  announcement_test: { topic: 'account', mailOnly: true },
  event_answer: { topic: 'organizers' },
  message: { topic: 'organizers' },
  event_message: { topic: 'team' },
  event_returned: { topic: 'team' },
  event_approved: { topic: 'team' },
  event_reported: { topic: 'team', appOnly: true },
  refund_bounced: { topic: 'team' },
} as const satisfies Record<string, KindOfMessage>

export type Kind = keyof typeof kinds

/** The kind as the table has it, with what it says by leaving out. */
export const kindOf = (kind: Kind): KindOfMessage => kinds[kind]

/** The topic as the table has it. */
export const topicOf = (topic: TopicName): Topic => topics[topic]

/** Whether a text names a kind; rows may name one that is no more. */
export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text)

/** Whether a text names a topic. */
export const isTopic = (text: string): text is TopicName => Object.hasOwn(topics, text)
