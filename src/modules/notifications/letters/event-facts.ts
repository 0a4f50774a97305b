import type { Language } from '../../../../lang/languages.ts'
import type { Catalogue } from '../../../../lang/shape.ts'
import type { cardOf } from '../../orders/event-card.ts'
import { momentText } from '../../orders/formats.ts'

/** When and where an event is, as letters say it; what is not known is empty. */
export const eventFacts = (
  event: ReturnType<typeof cardOf>,
  documents: Catalogue['documents'],
  language: Language,
): { label: string; value: string }[] => [
  { label: documents.starts, value: event.startsAt ? momentText(event.startsAt, event.timeZone, language) : '' },
  { label: documents.where, value: [event.venue, event.address, event.city].filter(Boolean).join(', ') },
]
