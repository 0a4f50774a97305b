import type { Catalogue } from '../../shape.ts'

/** The development mailbox. */
export const mailbox: Catalogue['workspace']['mailbox'] = {
  title: 'Postfach',
  text: 'Jede E-Mail dieser Installation landet hier, statt hinauszugehen.',
  empty: [
    'Noch keine E-Mails',
    'Nach einer Anmeldung, einem neuen Passwort oder einem Ticketkauf steht die E-Mail hier.',
  ],
  from: (recipient) => `An ${recipient}`,
  choose: ['Eine E-Mail auswählen', 'Ihr Text, ihr Quelltext und ihre Anhänge erscheinen hier.'],
  views: { html: 'Wie gesendet', text: 'Nur Text', headers: 'Kopfzeilen' },
  view: 'Ansicht',
  frame: (subject) => `E-Mail: ${subject}`,
  attachments: 'Anhänge',
  attachment: (name, size) => `${name}, ${size}`,
}

/** The SMS of a development installation. */
export const messages: Catalogue['workspace']['messages'] = {
  title: 'SMS',
  text: 'Jede SMS dieser Installation landet hier, statt hinauszugehen.',
  empty: ['Noch keine SMS', 'Lass dir in deinem Konto einen Code an ein Telefon schicken, dann steht er hier.'],
  segments: (count) => (count === 1 ? '1 Segment' : `${count} Segmente`),
}
