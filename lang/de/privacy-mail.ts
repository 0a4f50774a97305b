import type { Catalogue } from '../shape.ts'

export const privacyMail: Catalogue['privacyMail'] = {
  erasureAsked: {
    subject: 'Dein Konto wird gelöscht',
    byAdministrator: 'Die Verwaltung hat das auf deinen Wunsch für dich veranlasst.',
    text: (when) =>
      `Am ${when} werden dein Konto und alles gelöscht, was wir über dich wissen. Bis dahin bleibt alles, wie es ist, und du kannst dein Konto mit einem Klick behalten.`,
    action: 'Konto behalten',
    after:
      'Wenn du das nicht warst, behalte dein Konto und setze ein neues Passwort. Nach diesem Tag gibt es kein Zurück und keine weitere E-Mail.',
  },
  erasureStopped: {
    subject: 'Dein Konto wurde nicht gelöscht',
    text: 'Einer deiner Veranstalter hat kommende Veranstaltungen oder Geld und gehört niemandem außer dir. Deshalb wurde nichts gelöscht. Sieh nach, welcher es ist und was zu tun ist, und beantrage es dann erneut.',
    action: 'Nachsehen, was im Weg steht',
    after: 'Wenn du es dir anders überlegt hast, brauchst du nichts zu tun.',
  },
  exportReady: {
    subject: 'Deine Daten liegen bereit',
    text: (until) =>
      `Was wir über dich wissen, liegt als Datei bereit. Du kannst sie bis ${until} herunterladen; danach wird sie gelöscht.`,
    action: 'Daten herunterladen',
    after:
      'Melde dich an, um sie herunterzuladen: Nur du kannst sie öffnen. Wenn du sie nicht angefordert hast, setze ein neues Passwort.',
  },
  guestErasure: {
    subject: 'Daten löschen?',
    text: 'Jemand, wahrscheinlich du, möchte Name und Adresse aus den Bestellungen und Tickets dieser Adresse löschen lassen. Öffne dazu diesen Link.',
    textWithAccount:
      'Jemand, wahrscheinlich du, möchte die Daten dieser Adresse löschen lassen. Zu dieser Adresse gehört ein Konto: Melde dich an und lösche sie dort.',
    action: 'Ansehen, was gelöscht würde',
    actionWithAccount: 'Zu meinen Daten',
    after:
      'Der Link gilt einen Tag lang. Wenn du das nicht angefordert hast, brauchst du nichts zu tun: Es wird nichts gelöscht.',
  },
  merged: {
    subject: 'Aus zwei Konten ist eines geworden',
    textEnded:
      'Die Verwaltung hat zwei deiner Konten zusammengelegt. Das mit dieser Adresse ist beendet: Was darin war, ist jetzt in deinem anderen. Melde dich dort an.',
    textKept:
      'Die Verwaltung hat zwei deiner Konten zusammengelegt. Dieses bleibt und hat nun auch, was im anderen war.',
    action: 'Conflux öffnen',
    after: 'Wenn du nicht darum gebeten hast, melde dich sofort bei den Betreibern dieser Seite.',
  },
}
