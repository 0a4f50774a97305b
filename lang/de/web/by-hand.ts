import type { Catalogue } from '../../shape.ts'

export const byHand: Catalogue['workspace']['byHand'] = {
  heading: {
    transfer: (amount) => `${amount} überweisen`,
    door: (amount) => `${amount} am Einlass bezahlen`,
  },
  text: {
    transfer:
      'Die Plätze sind reserviert. Bitte den Betrag mit dem Verwendungszweck überweisen; die Tickets kommen per E-Mail, sobald das Geld beim Veranstalter ist.',
    door: 'Die Plätze sind reserviert. Am Einlass den Namen oder den Code der Bestellung nennen und dort bezahlen; dann geht es gleich hinein.',
  },
  amount: 'Betrag',
  holder: 'An',
  number: 'Konto',
  bank: 'Bank',
  reference: 'Verwendungszweck',
  code: 'Bestellung',
  until: 'Bis',
  mailed: (email) => `Das alles ist auch an ${email} unterwegs.`,
  kept: 'Reserviert',
  keptUntil: (time) => `Reserviert bis ${time}`,
  other: 'Anders bezahlen',

  receipt: {
    title: { transfer: 'Überweisung erwartet', door: 'Am Einlass zu bezahlen' },
    text: (amount, reference) =>
      `${amount} mit dem Verwendungszweck ${reference}. Wenn du das Geld hast, bestätige es: Dann ist die Bestellung bezahlt, und die Tickets gehen hinaus.`,
    lapses: (time) => `Sonst läuft die Bestellung ab: ${time}.`,
    lapsed:
      'Die Bestellung ist abgelaufen. Ist das Geld doch gekommen, bestätige es: Solange es Plätze gibt, ist sie dann bezahlt.',
    act: 'Zahlung erhalten',
    actChosen: 'Zahlung der ausgewählten erhalten',
    choose: (code) => `Bestellung ${code} auswählen`,
    done: ['Zahlung erhalten', 'Die Tickets sind unterwegs.'],
    some: (received, refused) =>
      refused === 0
        ? received === 1
          ? '1 Zahlung erhalten'
          : `${received} Zahlungen erhalten`
        : `${received} Zahlungen erhalten, ${refused} nicht`,
    someText: 'Die Tickets sind unterwegs.',
    refusedText: 'Die übrigen lassen sich so nicht mehr bezahlen. Öffne sie, dort steht, warum.',
    noneChosen: 'Wähle mindestens eine Bestellung.',
  },

  account: {
    title: 'Bankkonto',
    text: 'Wohin überwiesen wird. Ohne Konto bietet keine Veranstaltung Überweisung an.',
    holder: 'Kontoinhaber',
    number: 'IBAN oder Kontonummer',
    bank: 'Bank',
    bankHint: 'Name, BIC: was eine Überweisung außer der Nummer braucht.',
  },

  settings: {
    title: 'Überweisung und Einlass',
    text: 'Neben den Zahlungsarten im Netz. Du nimmst das Geld selbst und bestätigst es; die Gebühr der Plattform geht von deinem Guthaben ab.',
    transfer: 'Überweisung anbieten',
    transferHint: 'Dazu gehört euer Bankkonto unter Steuern und Gebühren.',
    transferDays: 'Tage Zeit zum Bezahlen',
    transferHours: 'Aber spätestens so viele Stunden vor Beginn',
    door: 'Bezahlen am Einlass anbieten',
    doorDays: 'Unbezahlte Plätze so viele Tage reservieren',
    doorHours: 'Aber höchstens bis so viele Stunden vor Beginn',
    noEnd: 'Bleibt beides leer, sind die Plätze reserviert, bis die Veranstaltung vorbei ist.',
    save: 'Zahlungsarten speichern',
  },
}
