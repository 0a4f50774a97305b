import type { ui as english } from '../../en/web/ui.ts'
import type { Sentences } from '../../shape.ts'

export const ui: Sentences<typeof english> = {
  siteName: 'Conflux',
  skip: 'Zum Inhalt springen',
  loading: 'Wird geladen',
  mainNavigation: 'Hauptmenü',
  sections: 'Bereiche',
  discover: 'Entdecken',
  putOn: 'Veranstaltung anlegen',
  myTickets: 'Meine Tickets',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  account: 'Konto',
  openSource: 'Conflux ist quelloffen. Betreib es selbst oder nutze unseres.',
  acting: {
    as: (name) => `Hier wird für ${name} gehandelt. Alles wird festgehalten.`,
    stop: 'Aufhören',
  },
  erasure: {
    asked: (when) => `Dein Konto wird am ${when} gelöscht.`,
    keep: 'Konto behalten',
  },
  suspended: {
    title: 'Die Plattform hat euren Verkauf gestoppt',
    text: (name, since) =>
      `Seit ${since} verkauft ${name} nichts mehr. Wer Tickets hat, erfährt es, und die Tickets bleiben gültig.`,
    reason: (reason) => `Grund: ${reason}`,
    next: 'Wenn ihr das für falsch haltet oder es in Ordnung gebracht habt, schreibt denen, die die Plattform betreiben: Sie können den Verkauf wieder öffnen.',
  },
  legal: { imprint: 'Impressum', privacy: 'Datenschutz', terms: 'AGB' },
  bell: {
    title: 'Nachrichten',
    label: (unread) => (unread === 0 ? 'Nachrichten' : `Nachrichten, ${unread} neu`),
    none: 'Noch nichts. Was mit deinen Tickets und Veranstaltungen geschieht, erfährst du hier.',
    unread: 'Neu',
    read: 'Alle als gelesen markieren',
    all: 'Alle Nachrichten',
    news: 'Gerade eben',
    dismiss: (title) => `Ausblenden: ${title}`,
  },
  language: 'Sprache',
  theme: 'Farben',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  optional: 'freiwillig',
  close: 'Schließen',
  cancel: 'Abbrechen',
  sending: 'Wird gesendet…',
  oneFewer: (name) => `Eins weniger: ${name}`,
  oneMore: (name) => `Eins mehr: ${name}`,
  quantityOf: (name) => `Anzahl: ${name}`,
  free: 'Kostenlos',
  fromPrice: (price) => `ab ${price}`,
  zoneTime: (zone) => `Ortszeit ${zone}`,
  yourTime: (time, zone) => `Bei dir: ${time}, ${zone}.`,
  minutesLeft: (minutes) => (minutes === 1 ? 'Noch eine Minute.' : `Noch ${minutes} Minuten.`),
  timeIsUp: 'Die Zeit ist um.',
  needsScript: 'Diese Seite braucht JavaScript. Öffentliche Seiten und der Ticketkauf gehen auch ohne.',
  failures: {
    notFound: [
      'Hier ist nichts',
      'Diese Seite gibt es nicht, sie ist umgezogen, oder du darfst sie nicht sehen. Prüf die Adresse, oder sieh dich um.',
    ],
    notAllowed: [
      'Nicht für dich',
      'Dein Konto darf diese Seite nicht öffnen. Bitte jemanden mit Eigentümerrechten um Zugang, oder melde dich mit einem anderen Konto an.',
    ],
    broken: [
      'Etwas ist kaputt',
      'Das liegt an uns, nicht an dir. Bei uns ist nichts verloren gegangen. Versuch es gleich noch einmal.',
    ],
    offline: [
      'Keine Verbindung',
      'Der Server ist nicht erreichbar. Prüf deine Verbindung und versuch es noch einmal; was du getippt hast, ist noch da.',
    ],
  },
  requestNumber: (id) => `Falls es bleibt, nenn uns diese Nummer: ${id}`,
  tryAgain: 'Noch einmal versuchen',
  toStart: 'Sehen, was los ist',
  /** What is said of test orders, on every page. */
  test: {
    tag: 'Test',
    title: 'Testmodus: keine echten Tickets, kein echtes Geld',
    text: 'Was hier jetzt bestellt wird, ist ein Test. Es wird nichts abgebucht, und die Tickets öffnen keine Tür, sobald der Test vorbei ist.',
    ticket: 'Testticket',
  },
}
