/** Sentences of the emails. */
export const mail = {
  footer: (platform: string) =>
    `Von ${platform} gesendet, weil dort etwas veranlasst wurde. Eine Antwort ist nicht nötig.`,
  foot: {
    answered: (platform: string, organizer: string) =>
      `Von ${platform} für ${organizer} gesendet. Antworten gehen dorthin.`,
    silent: (platform: string, organizer: string) =>
      `Von ${platform} für ${organizer} gesendet. Antworten an diese Adresse liest niemand.`,
  },
  unsubscribe: 'Solche Mails abbestellen',
  code: (ticket: string) => `QR-Code des Tickets: ${ticket}`,
  greeting: (name: string) => `Hallo ${name},`,
  test: {
    subject: (line: string) => `Test: ${line}`,
    text: 'Dies ist eine Testbestellung: Die Tickets sind nicht echt, und es floss kein Geld.',
  },
  confirmEmail: {
    subject: 'E-Mail-Adresse bestätigen',
    text: (platform: string) =>
      `Willkommen bei ${platform}. Ein Klick auf diesen Link bestätigt, dass diese Adresse die richtige ist.`,
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
    subject: (platform: string) => `Code für ${platform}`,
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
  wayIn: {
    kinds: {
      'password.changed': [
        'Dein Passwort wurde geändert',
        'Dein Konto hat jetzt ein anderes Passwort. Deine anderen Geräte sind abgemeldet.',
      ],
      'password.reset': [
        'Dein Passwort wurde neu gesetzt',
        'Über einen Link aus einer E-Mail wurde ein neues Passwort gesetzt. Alle Geräte sind abgemeldet.',
      ],
      'second_factor.turned_on': [
        'Codes beim Anmelden sind an',
        'Dein Konto verlangt ab jetzt nach dem Passwort einen Code.',
      ],
      'second_factor.turned_off': [
        'Codes beim Anmelden sind aus',
        'Dein Konto verlangt nach dem Passwort keinen Code mehr.',
      ],
      'recovery_codes.renewed': [
        'Neue Wiederherstellungscodes',
        'Für dein Konto wurden neue Wiederherstellungscodes erzeugt. Die früheren gelten nicht mehr.',
      ],
      'recovery_code.used': [
        'Ein Wiederherstellungscode wurde benutzt',
        'Mit einem deiner Wiederherstellungscodes ist jemand in dein Konto gekommen. Er gilt nicht mehr.',
      ],
      'passkey.added': ['Ein Passkey wurde hinzugefügt', 'Ein neuer Passkey öffnet dein Konto.'],
      'passkey.removed': ['Ein Passkey wurde entfernt', 'Einer deiner Passkeys öffnet dein Konto nicht mehr.'],
      'provider.linked': [
        'Eine Anmeldung wurde verknüpft',
        'Ein Konto bei einem anderen Anbieter öffnet jetzt auch dein Konto hier, ohne Passwort.',
      ],
      'provider.unlinked': [
        'Eine Verknüpfung wurde entfernt',
        'Ein Konto bei einem anderen Anbieter öffnet dein Konto hier nicht mehr.',
      ],
      'api_key.made': [
        'Ein API-Schlüssel wurde angelegt',
        'Ein Programm kann jetzt in deinem Namen für eine Organisation handeln. Der Schlüssel gilt auch nach einem neuen Passwort; widerrufen lässt er sich bei den API-Schlüsseln der Organisation.',
      ],
      'session.new_device': [
        'Auf einem neuen Gerät angemeldet',
        'Jemand hat sich mit einem Gerät angemeldet, das dein Konto noch nicht kannte.',
      ],
    },
    ifYou: 'Wenn du das warst, ist nichts zu tun.',
    when: 'Wann',
    device: 'Gerät',
    address: 'Internetadresse',
    action: 'Das war ich nicht: neues Passwort setzen',
    ifNot:
      'Ein neues Passwort meldet alle Geräte ab. Sieh danach in deinem Konto unter „Sicherheit“ nach und entferne, was nicht von dir ist.',
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
    action: (platform: string) => `${platform} öffnen`,
  },
} as const
