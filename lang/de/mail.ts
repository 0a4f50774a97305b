/** Sentences of the emails. */
export const mail = {
  footer: 'Von Conflux gesendet, weil dort etwas veranlasst wurde. Eine Antwort ist nicht nötig.',
  greeting: (name: string) => `Hallo ${name},`,
  test: {
    subject: (line: string) => `Test: ${line}`,
    text: 'Dies ist eine Testbestellung: Die Tickets sind nicht echt, und es floss kein Geld.',
  },
  confirmEmail: {
    subject: 'E-Mail-Adresse bestätigen',
    text: 'Willkommen bei Conflux. Ein Klick auf diesen Link bestätigt, dass diese Adresse die richtige ist.',
    action: 'Adresse bestätigen',
    after:
      'Der Link gilt einen Tag lang. Wer sich nicht angemeldet hat, öffnet ihn besser nicht: Die Adresse bleibt dann unbestätigt.',
  },
  alreadyRegistered: {
    subject: 'Es gibt schon ein Konto',
    text: 'Mit dieser Adresse sollte ein Konto angelegt werden. Es gibt aber schon eines, deshalb wurde nichts geändert.',
    action: 'Anmelden',
    after:
      'Ein vergessenes Passwort lässt sich auf der Anmeldeseite neu setzen. Wer das nicht veranlasst hat, braucht nichts zu tun.',
  },
  signInCode: {
    subject: 'Code für Conflux',
    text: 'Diesen Code auf der Seite eingeben, auf der die Anmeldung begann. Er zeigt, dass die Adresse die richtige ist.',
    label: 'Code',
    after:
      'Er gilt eine halbe Stunde. Wer ihn nicht angefordert hat, braucht nichts zu tun. Bitte niemandem weitergeben.',
  },
  resetPassword: {
    subject: 'Neues Passwort setzen',
    text: 'Für dieses Konto wurde ein neues Passwort angefordert. Über diesen Link lässt es sich wählen.',
    action: 'Neues Passwort wählen',
    after:
      'Der Link funktioniert einmal, innerhalb einer Stunde. Wer ihn nicht angefordert hat, braucht nichts zu tun: Das Passwort bleibt, wie es ist.',
  },
  eventReturned: {
    subject: (event: string) => `Zurückgegeben: ${event}`,
    text: (event: string) =>
      `${event} kann noch nicht veröffentlicht werden. Die Plattform hat sich die Veranstaltung angesehen und schreibt:`,
    after: 'Bitte ändern, was dort steht, bei Bedarf antworten und dann noch einmal einreichen.',
    action: 'Veranstaltung öffnen',
  },
  eventApproved: {
    subject: (event: string) => `Veröffentlicht: ${event}`,
    text: (event: string) => `${event} ist freigegeben und jetzt für alle zu sehen.`,
    action: 'Veranstaltung öffnen',
  },
  message: {
    action: 'Conflux öffnen',
  },
} as const
