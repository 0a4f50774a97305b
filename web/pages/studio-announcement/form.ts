import { text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { oneOf } from '../studio-orders/asked.ts'

type Write = WebClient['POST /api/events/:eventId/announcements']
export type Draft = Parameters<Write>[0]['body']
export type Audience = NonNullable<Draft['audience']>
export type Announcement = Awaited<ReturnType<WebClient['GET /api/events/:eventId/announcements/:announcementId']>>

export const CHECKED_IN = ['yes', 'no'] as const

/** What the form says. */
export const draftOf = (form: FormData): Draft => ({
  subject: text(form, 'subject'),
  text: text(form, 'text').replaceAll('\r\n', '\n'),
  audience: audienceOf(form),
})

/** Whether the form says something else than the message as it was saved. */
export const isChanged = ({ subject, text, audience = {} }: Draft, message: Announcement): boolean =>
  subject.trim() !== message.subject ||
  text.trim() !== message.text ||
  conditionsOf(audience) !== conditionsOf(message.audience)

const conditionsOf = ({ ticketTypeIds = [], checkedIn, orderedFrom, orderedUntil }: Audience) =>
  JSON.stringify([ticketTypeIds.toSorted(), checkedIn, orderedFrom, orderedUntil])

/** Whom the form is for; what is left empty narrows nothing. */
export function audienceOf(form: FormData): Audience {
  const ticketTypeIds = form.getAll('ticketTypeId').map(String)
  const checkedIn = oneOf(text(form, 'checkedIn'), CHECKED_IN)
  const [orderedFrom, orderedUntil] = [text(form, 'orderedFrom'), text(form, 'orderedUntil')]
  return {
    ...(ticketTypeIds.length > 0 ? { ticketTypeIds } : {}),
    ...(checkedIn ? { checkedIn } : {}),
    ...(orderedFrom ? { orderedFrom } : {}),
    ...(orderedUntil ? { orderedUntil } : {}),
  }
}
