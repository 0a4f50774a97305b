import { catalogueOf } from '../../../lang/catalogue.ts'
import { type Letter, letter } from '../../mail/letter.ts'
import { momentText } from '../orders/formats.ts'
import { type Attending, type EventFrame, ownWords } from './event-frame.ts'
import { eventFacts } from './letters/event-facts.ts'

/** Reminds somebody of an event, so many hours before it. Says nothing of how long it still is: mails wait, too. */
export function reminderLetter(frame: EventFrame, person: Attending, hours: 24 | 3): Letter {
  const { event, look } = frame
  const { language, name, tickets, url } = person
  const { attendeeMail, documents, eventMail } = catalogueOf(language)
  const words = attendeeMail.reminder
  const own = ownWords(frame, 'reminder', person)
  const date = event.startsAt ? momentText(event.startsAt, event.timeZone, language) : ''
  return letter({
    language,
    ...look,
    subject: own?.subject ?? words.subject[hours](event.name),
    heading: event.name,
    ...(own ? {} : { name }),
    paragraphs: own?.paragraphs ?? [words.text(event.name, date)],
    facts: [...eventFacts(event, documents, language), { label: attendeeMail.tickets, value: tickets }].filter(
      ({ value }) => value !== '',
    ),
    action: { label: eventMail.tickets, url },
    after: [event.attendance === 'online' ? words.online : words.atTheDoor],
  })
}

/** Thanks somebody after an event, and asks how it was. */
export function thanksLetter(frame: EventFrame, person: Attending): Letter {
  const { event, look } = frame
  const { attendeeMail, eventMail } = catalogueOf(person.language)
  const words = attendeeMail.thanks
  const own = ownWords(frame, 'thanks', person)
  return letter({
    language: person.language,
    ...look,
    subject: own?.subject ?? words.subject(event.name),
    heading: event.name,
    ...(own ? {} : { name: person.name }),
    paragraphs: own?.paragraphs ?? [words.text(event.organizer, event.name)],
    action: { label: eventMail.seeEvent, url: person.url },
    after: [words[look.organizer.replyTo ? 'answer' : 'write'](event.organizer)],
  })
}

/** Brings somebody what an organizer writes to the people of an event; `text` is Markdown. */
export function organizerLetter(
  { event, look }: EventFrame,
  person: Attending,
  { subject, text }: { subject: string; text: string },
): Letter {
  const { attendeeMail, eventMail } = catalogueOf(person.language)
  return letter({
    language: person.language,
    ...look,
    subject,
    name: person.name,
    paragraphs: [attendeeMail.organizer(event.organizer, event.name)],
    written: text,
    action: { label: eventMail.seeEvent, url: person.url },
    after: [attendeeMail.thanks[look.organizer.replyTo ? 'answer' : 'write'](event.organizer)],
  })
}
