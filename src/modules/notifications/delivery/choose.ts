import { type ChannelName, type Kind, kindOf, type TopicName, topicOf, type Way } from '../kinds.ts'
import { type QuietHours, quietUntil } from './quiet-hours.ts'

/** What somebody said about one way for one topic. */
export interface Choice {
  topic: TopicName
  channel: Way
  allowed: boolean
}

/** What is known of whom a message is for. */
export interface Known {
  hasAccount: boolean
  /** Of the topic in question; the first of a way counts. */
  choices: readonly Choice[]
  /** Whether they said that they want offers. */
  consents: boolean
  /** The channels that reach them. */
  reachable: readonly ChannelName[]
  /** The channels whose address takes nothing any more. */
  suppressed: readonly ChannelName[]
  quiet: QuietHours | null
  timeZone: string
}

/** Where a message is to go. `notBefore` where it waits. */
export interface Chosen {
  inApp: boolean
  channels: readonly { name: ChannelName; notBefore: Date | null }[]
}

const nowhere: Chosen = { inApp: false, channels: [] }

/**
 * Where a message of a kind goes, and when. What always goes does; the rest as somebody chose or as is usual. Where mail would go and its
 * address takes none, every other way goes that they did not switch off. What would come too late after the quiet hours goes at once by mail,
 * which makes no noise, and by nothing else.
 */
export function choose(kind: Kind, known: Known, { now, until }: { now: Date; until?: Date | undefined }): Chosen {
  const { topic, mailOnly, appOnly } = kindOf(kind)
  const open = known.reachable.filter((name) => !known.suppressed.includes(name))
  const { always, usual, waits, consent } = topicOf(topic)
  if (consent && !known.consents) return nowhere
  if (appOnly) return { inApp: known.hasAccount, channels: [] }
  if (mailOnly) return { inApp: false, channels: open.filter((name) => name === 'email').map(atOnce) }
  const said = (way: Way) => known.choices.find(({ channel }) => channel === way)?.allowed
  const wants = (way: Way) => always.includes(way) || (said(way) ?? usual.includes(way))
  const mailIsLost = wants('email') && known.suppressed.includes('email')
  const names = open.filter((name) => wants(name) || (mailIsLost && said(name) !== false))
  const end = waits && known.quiet ? quietUntil(known.quiet, known.timeZone, now) : null
  const tooLate = end !== null && until !== undefined && end >= until
  return {
    inApp: known.hasAccount && wants('in_app'),
    channels: tooLate
      ? names.filter((name) => name === 'email').map(atOnce)
      : names.map((name) => ({ name, notBefore: end })),
  }
}

const atOnce = (name: ChannelName) => ({ name, notBefore: null })

/** Whether somebody can switch mails of a kind off. */
export const canUnsubscribe = (kind: Kind): boolean => {
  const { topic, mailOnly } = kindOf(kind)
  return !mailOnly && !topicOf(topic).always.includes('email')
}
