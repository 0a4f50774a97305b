import type { Catalogue } from '../shape.ts'

export const dataExport: Catalogue['dataExport'] = {
  title: 'DEINE DATEN',
  about: (name, site, when) => `Was ${site} über ${name} weiß, zusammengestellt am ${when}.`,
  topics: {
    account:
      'Dein Konto: Name, Adresse, Sprache, Zeitzone und womit du dich anmeldest. Passwörter und Geheimnisse stehen nicht darin: Wir bewahren nur auf, was sie prüft.',
    sessions: 'Wo du angemeldet bist: seit wann, von welcher Adresse und mit welchem Browser.',
    organizations: 'Die Veranstalter, für die du arbeitest, mit deiner Rolle, und Einladungen in Teams.',
    invitations: 'Einladungen zu Veranstaltungen und die Veranstalter, von denen du keine mehr wolltest.',
    orders: 'Bestellungen deines Kontos und solche, die ohne Konto mit deiner bestätigten Adresse aufgegeben wurden.',
    tickets: 'Deine Tickets, auch weitergegebene: wann sie eingelassen wurden und wem du sie angeboten hast.',
    payments:
      'Was du bezahlt und zurückbekommen hast, über welchen Anbieter und mit welcher Nummer dort. Karten und Konten kennt allein der Anbieter.',
    invoices: 'Deine Rechnungen und Gutschriften mit allem, was darin steht.',
    messages: 'Was du Veranstaltern geschrieben hast und was sie geantwortet haben.',
    reports: 'Veranstaltungen, die du gemeldet hast.',
    notifications: 'Was dir mitgeteilt wurde: in der App, per E-Mail, SMS und Push.',
    'notification-choices':
      'Wie du benachrichtigt werden willst: was du an- und abgeschaltet hast, deine Ruhezeit und deine Einwilligungen.',
    acts: 'Was du für einen Veranstalter, für die Plattform oder an deinen Zugängen getan hast: wann, von wo und was sich änderte.',
  },
  paymentMethods: 'Zahlungsarten, die Anbieter für dich aufbewahren: was wir davon sehen.',
  photo: 'Dein Foto, wenn du eines hochgeladen hast.',
  tickets: 'Deine gültigen Tickets als PDF, eine Datei je Bestellung.',
  invoices: 'Deine Rechnungen und Gutschriften als PDF.',
  notes: [
    'Beträge stehen in der kleinsten Einheit ihrer Währung: 1250 in EUR sind 12,50 Euro. Zeiten sind in UTC, wenn nichts anderes dabeisteht. Tabellen (.csv) sind UTF-8; eine leere hat nichts zu sagen.',
    'Was Veranstalter für ihren Betrieb aufbewahren, etwa die Listen der Gäste, gehört ihnen und steht nicht hierin. Was andere geschrieben oder bestellt haben, gehört ebenso ihnen.',
  ],
}
