import type { ownCalendar as english } from '../../en/web/own-calendar.ts'
import type { Sentences } from '../../shape.ts'

export const ownCalendar: Sentences<typeof english> = {
  link: 'Mein Kalender',
  title: 'Mein Kalender',
  text: 'Eine Adresse, der dein Kalenderprogramm folgt: Sie zeigt, wofür du Tickets hast und was du veranstaltest, und ändert sich mit.',
  make: 'Adresse anlegen',
  address: 'Die Adresse deines Kalenders',
  since: (when) => `Angelegt am ${when}.`,
  secret: [
    'Wer sie hat, sieht deinen Kalender',
    'Gib sie niemandem, dem du Termine und Links deiner Tickets nicht zeigen würdest. Hat sie jemand, der sie nicht haben soll, leg eine neue an: Die alte zeigt dann nichts mehr.',
  ],
  renew: 'Neue Adresse anlegen',
  end: 'Adresse beenden',
  done: {
    make: ['Dein Kalender hat eine Adresse', 'Abonniere sie mit dem Programm, das du nutzt.'],
    renew: ['Das ist die neue Adresse', 'Die alte zeigt nichts mehr. Abonniere die neue noch einmal.'],
    end: ['Die Adresse ist beendet', 'Kalender, die ihr folgen, zeigen nichts Neues mehr.'],
  },
}
