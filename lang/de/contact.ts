import type { Catalogue } from '../shape.ts'

export const contactMail: Catalogue['contactMail'] = {
  written: {
    subject: (event) => `Eine Frage zu ${event}`,
    text: (name, event) => `${name} schreibt dir zu ${event}:`,
    action: 'Im Studio antworten',
    after:
      'Eine Antwort auf diese E-Mail kommt nicht an. Deine Antwort im Studio geht per E-Mail hinaus, ohne deine Adresse.',
  },
  answered: {
    subject: (event) => `Eine Antwort zu ${event}`,
    text: (organizer, event) => `${organizer} antwortet dir zu ${event}:`,
    asked: 'Du hattest geschrieben:',
    action: 'Noch einmal schreiben',
  },
  reported: {
    title: (event) => `Gemeldet: ${event}`,
    text: 'Jemand meint, dass diese Veranstaltung hier nicht stehen sollte. Sie ist unter Meldungen zu sehen.',
  },
}

export const contact: Catalogue['workspace']['contact'] = {
  write: {
    title: (event) => `Schreiben zu ${event}`,
    lead: (organizer) =>
      `${organizer} bekommt deine Nachricht und deinen Namen. Deine Adresse wird nicht gezeigt; die Antwort kommt per E-Mail.`,
    message: 'Deine Nachricht',
    submit: 'Abschicken',
    done: ['Verschickt', 'Die Nachricht ist beim Veranstalter. Die Antwort kommt per E-Mail.'],
    back: 'Zurück zur Veranstaltung',
  },
  report: {
    title: (event) => `${event} melden`,
    lead: 'Wer diese Plattform betreibt, sieht es sich an. Der Veranstalter erfährt nicht, von wem die Meldung kommt.',
    reason: 'Was stimmt nicht?',
    reasons: {
      fraud: 'Das ist Betrug',
      illegal: 'Das ist verboten',
      harmful: 'Menschen werden beleidigt oder gefährdet',
      misleading: 'Das ist nicht, was es zu sein vorgibt',
      other: 'Etwas anderes',
    },
    details: 'Was sollten wir wissen?',
    submit: 'Melden',
    done: ['Danke', 'Wir sehen uns die Veranstaltung an.'],
  },
  messages: {
    title: 'Nachrichten',
    text: 'Was zu dieser Veranstaltung gefragt wurde. Deine Antwort geht per E-Mail hinaus, ohne deine Adresse.',
    none: 'Keine Nachrichten',
    noneText: 'Was dir von der Seite der Veranstaltung aus geschrieben wird, erscheint hier.',
    answer: 'Deine Antwort',
    answerTo: (name) => `Antwort schicken: ${name}`,
    submit: 'Antwort schicken',
    answered: (time) => `Beantwortet ${time}`,
    done: ['Beantwortet', 'Die Antwort ist per E-Mail unterwegs.'],
  },
  reports: {
    title: 'Meldungen',
    text: 'Veranstaltungen, die nach Meinung anderer hier nicht stehen sollten.',
    states: { open: 'Offen', closed: 'Erledigt' },
    show: 'Anzeigen',
    none: 'Keine Meldungen',
    noneText: 'Was gemeldet wird, erscheint hier.',
    by: (name, time) => `${name}, ${time}`,
    look: 'Seite ansehen',
    close: 'Ist geprüft',
    closeOf: (event) => `Ist geprüft: ${event}`,
    done: ['Erledigt', 'Die Meldung steht jetzt unter den erledigten.'],
  },
}
