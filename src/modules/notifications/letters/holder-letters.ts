import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Language } from '../../../../lang/languages.ts'
import { percentWords } from '../../../../lang/refund-words.ts'
import type { Db } from '../../../db/connect.ts'
import { type Letter, letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { differenceOf, readMove, type Whereabouts } from '../../events/moves.ts'
import { orderSecret } from '../../orders/codes.ts'
import { momentText, moneyText } from '../../orders/formats.ts'
import type { Holder } from '../../orders/holders.ts'
import { openAddress } from '../../orders/links.ts'
import { type Look, readLook } from '../event-frame.ts'
import { languageOf } from './order-mail.ts'

type Move = Awaited<ReturnType<typeof readMove>>

/** What people with tickets are told of: a move of their event, that its sale was stopped, or else that it is cancelled. */
export interface Occasion {
  /** Of the move, or of the event; with the time, where the sale was stopped. */
  id: string
  event: Awaited<ReturnType<typeof readTold>>
  look: Look
  move: Move | null
  /** Whether the platform has taken it off sale. */
  isStop: boolean
}

/** Reads what is to be told. Refuses not_found. */
export async function readOccasion(
  services: Pick<Services, 'db' | 'publicUrl'>,
  eventId: string,
  { moveId, stoppedAt }: { moveId: string | null; stoppedAt: string | undefined },
): Promise<Occasion> {
  const { db } = services
  const event = await readTold(db, eventId)
  const look = await readLook(services, eventId)
  const move = moveId === null ? null : await readMove(db, moveId)
  const isStop = stoppedAt !== undefined
  return { id: moveId ?? (isStop ? `${eventId}@${stoppedAt}` : eventId), event, look, move, isStop }
}

const readTold = (db: Db, eventId: string) =>
  db
    .selectFrom('event as e')
    .innerJoin('organization as o', 'o.id', 'e.organization_id')
    .select(['e.id', 'e.slug', 'e.name', 'e.currency', 'e.cancellation_message as message'])
    .select('o.name as organizer')
    .where('e.id', '=', eventId)
    .executeTakeFirstOrThrow()

type Sender = Pick<Services, 'publicUrl' | 'secret'>

/** Tells somebody what of when and where has changed, from what to what, and what goes back if they cannot come now. */
export function movedLetter(sender: Sender, occasion: Occasion & { move: Move }, holder: Holder): Letter {
  const { event, move } = occasion
  const language = languageOf(holder.language)
  const { eventMail: words } = catalogueOf(language)
  const { time, place, name } = differenceOf(move.was, move.became)
  const what = time && place ? 'both' : time ? 'time' : place ? 'place' : name ? 'name' : 'link'
  const { window } = move
  const offer =
    window &&
    holder.isBuyer &&
    words.moved[window.fee ? 'windowWithFee' : 'window'](
      percentWords(window.percent, language),
      momentText(new Date(window.closesAt), move.became.timeZone, language),
    )
  return letter({
    ...frameOf(sender, occasion, holder),
    subject: words.moved.subject[what](event.name),
    paragraphs: [time || place ? words.moved.text : words.moved.changed, ...(offer ? [offer] : [])],
    facts: changedLines(move, language),
    after: [words.moved.calendar],
  })
}

/** What changed, each before and now. */
function changedLines({ was, became }: Move, language: Language) {
  const { eventMail: words } = catalogueOf(language)
  const { name, link } = differenceOf(was, became)
  const lines: [label: string, (of: Whereabouts) => string][] = [
    [words.name, (of) => (name ? (of.name ?? '') : '')],
    [words.starts, ({ startsAt, timeZone }) => momentText(new Date(startsAt), timeZone, language)],
    [words.ends, ({ endsAt, timeZone }) => momentText(new Date(endsAt), timeZone, language)],
    [
      words.where,
      ({ attendance, venue, address, city }) =>
        [venue, address, city].filter(Boolean).join(', ') || (attendance === 'in-person' ? '' : words.online),
    ],
  ]
  const changed = lines
    .map(([label, tell]) => ({ label, before: tell(was), now: tell(became) }))
    .filter(({ before, now }) => before !== now)
    .flatMap(({ label, before, now }) => [
      { label: words.was(label), value: before },
      { label: words.is(label), value: now },
    ])
    .filter(({ value }) => value !== '')
  return [...changed, ...(link ? [{ label: words.link, value: words.linkOnTicket }] : [])]
}

/** Tells somebody that their event does not take place, and a buyer what of their money comes back. */
export function cancelledLetter(sender: Sender, occasion: Occasion, holder: Holder): Letter {
  const { event } = occasion
  const language = languageOf(holder.language)
  const { cancelled: words } = catalogueOf(language).eventMail
  const amount = (value: number) => moneyText(value, event.currency, language)
  return letter({
    ...frameOf(sender, occasion, holder),
    subject: words.subject(event.name),
    paragraphs: [
      words.text(event.name, event.organizer),
      ...(event.message ? words.message(event.message).split(/\n+/) : []),
      ...(holder.paid > 0 ? [words.back(amount(holder.paid))] : []),
      ...(holder.paidByHand > 0 ? [words.byHand(amount(holder.paidByHand))] : []),
      ...(holder.isUnpaid ? [words.unpaid] : []),
    ],
  })
}

/** Tells somebody that the platform sells no more tickets of their event, and that theirs stay good. */
export function stoppedLetter(sender: Sender, occasion: Occasion, holder: Holder): Letter {
  const { event } = occasion
  const { stopped: words } = catalogueOf(languageOf(holder.language)).eventMail
  return letter({
    ...frameOf(sender, occasion, holder),
    subject: words.subject(event.name),
    paragraphs: [words.text(event.name, event.organizer), holder.isUnpaid ? words.unpaid : words.ticket],
  })
}

/** What these letters share. Just buyers get the link that opens their order. */
function frameOf(
  { publicUrl, secret }: Sender,
  { event, look }: Occasion,
  { language, name, orderId, isBuyer }: Holder,
) {
  const words = catalogueOf(languageOf(language)).eventMail
  return {
    language: languageOf(language),
    heading: event.name,
    name,
    ...look,
    action: isBuyer
      ? { label: words.tickets, url: openAddress(publicUrl(), orderSecret(secret, orderId)) }
      : { label: words.seeEvent, url: `${publicUrl()}/e/${event.slug}` },
  }
}
