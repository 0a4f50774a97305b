import type { Catalogue } from '../../shape.ts'

/** The settings of an event in the studio, a section each. */
export const settings: Catalogue['workspace']['settings'] = {
  saved: ['Gespeichert', 'Die Einstellungen gelten.'],
  refunds: {
    title: 'Erstattung',
    text: 'Was zurückgeht, wenn jemand nicht kommen kann. Es steht bei den Tickets, und eine Bestellung behält, was bei ihr zugesagt war.',
    kind: 'Wenn jemand nicht kommen kann',
    kinds: {
      steps: ['Selbst stornieren', 'Ein Teil des Preises geht zurück, je näher am Beginn, desto weniger.'],
      contact: ['Bei dir anfragen', 'Du entscheidest und erstattest bei der Bestellung.'],
      none: ['Nichts geht zurück', 'Du kannst trotzdem bei der Bestellung erstatten.'],
    },
    steps: 'Stufen',
    percent: 'Prozent zurück',
    until: 'Bis',
    unit: 'Einheit',
    units: { day: 'Tage vor Beginn', hour: 'Stunden vor Beginn' },
    addStep: 'Stufe hinzufügen',
    remove: 'Entfernen',
    removeStep: (position) => `Stufe ${position} entfernen`,
    after: 'Nach der letzten Stufe geht nichts zurück.',
    fee: 'Die Buchungsgebühr geht zum selben Anteil zurück',
    save: 'Erstattung speichern',
  },
  transfers: {
    title: 'Weitergeben und umbenennen',
    text: 'Was mit gekauften Tickets geschehen darf. Wird ein Ticket weitergegeben, bekommt es einen neuen Code; der alte öffnet keine Tür mehr.',
    transfers: 'Tickets dürfen weitergegeben werden',
    renames: 'Der Name auf einem Ticket darf geändert werden',
    close: 'Bis so viele Stunden vor Beginn',
    closeHint: 'Leer heißt: bis zum Ende der Veranstaltung. Nach dem Einlass geht es nicht mehr.',
    save: 'Regeln speichern',
  },
  test: {
    title: 'Testmodus',
    text: 'Den ganzen Weg ausprobieren, bevor jemand kauft: bestellen, bezahlen, Ticket, Einlass. Im Testmodus ist jede Bestellung ein Test: Sie belegt keine Plätze, bewegt kein Geld und steht in keiner Zahl. Vor der Veröffentlichung kann nur das eigene Team eine aufgeben. Frühere Bestellungen bleiben, wie sie sind.',
    isOn: ['Der Testmodus ist an', 'Jede Bestellung ist jetzt eine Testbestellung.'],
    isLive:
      'Die Veranstaltung ist veröffentlicht: Wer im Testmodus bestellt, bekommt ein Testticket; auf der Seite der Veranstaltung steht das auch.',
    steps: [
      'Die Seite der Veranstaltung öffnen und ein Ticket holen',
      'In der Sandbox bezahlen: ohne Karte, und es fließt kein Geld',
      'Den Einlass öffnen und das Ticket scannen oder seinen Code eintippen',
      'Den Testmodus vor dem Verkauf ausschalten; ab dann öffnen Testtickets keine Tür',
    ],
    turnOn: 'Testmodus einschalten',
    turnOff: 'Testmodus ausschalten',
    turnOffAndDelete: (count) =>
      count === 1 ? 'Ausschalten und die Testbestellung löschen' : `Ausschalten und ${count} Testbestellungen löschen`,
    turnOffAndKeep: (count) =>
      count === 1
        ? 'Ausschalten und die Testbestellung behalten'
        : `Ausschalten und ${count} Testbestellungen behalten`,
    delete: (count) => (count === 1 ? 'Die Testbestellung löschen' : `${count} Testbestellungen löschen`),
  },
}
