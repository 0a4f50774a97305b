import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import type { Letter } from '../../mail/letter.ts'
import type { Attachment, MailCalendar } from '../../mail/mailer.ts'
import type { ChannelName } from './kinds.ts'

/** A letter with the files that go along, and what it says to its reader's calendar. */
export type Composed = Letter & { attachments?: readonly Attachment[]; calendar?: MailCalendar | undefined }

/** One message on its way to one address. */
export interface Outgoing {
  /** Of the delivery: the same on every try. */
  id: string
  notificationId: string
  userId: string | null
  kind: string
  /** Email address or phone number (E.164); of push the person's id. */
  address: string
  title: string
  /** What to say where there is little room. */
  text: string
  /** The whole in a sentence, where there is one: what SMS say. */
  short: string | null
  /** What it leads to, or null. */
  url: string | null
  language: Language
  /** How many tries there were, this one among them. */
  attempt: number
  /** What the channel is to call it, where that was agreed on before: of mail the Message-ID. */
  providerId: string | null
  createdAt: Date
  /** Where the reader can switch such messages off, unless these always go. */
  unsubscribe?: string
  /** The letter: of mail, for the others have title, text and url. */
  compose(): Promise<Composed>
}

/** A way out of the house. One that is not configured is not in `services.channels`, and is offered to nobody. */
export interface Channel {
  readonly name: ChannelName
  /** Who of these people can be reached by it, and where. */
  addressesOf(db: Db, userIds: readonly string[]): Promise<Map<string, string>>
  /** Resolves when the provider took it. Throws `DeliveryRefused` where trying again is useless, anything else where it is not. */
  send(outgoing: Outgoing): Promise<{ providerId?: string }>
  /** Whether an earlier try, whose answer may have been lost, went out after all; asked before each try after the first. */
  find?(outgoing: Outgoing): Promise<{ providerId?: string } | undefined>
}

/** The provider will not take this message, now or later. The message says why, without addresses. */
export class DeliveryRefused extends Error {
  override name = 'DeliveryRefused'
}
