import type { Catalogue } from '../../shape.ts'

export const providers: Catalogue['workspace']['providers'] = {
  title: 'Anmelden über einen anderen Anbieter',
  or: 'Oder ohne Passwort',
  go: (name) => `Weiter mit ${name}`,
  again: 'Noch einmal versuchen oder einen anderen Weg nehmen.',
  otherWays: 'Mit E-Mail und Passwort anmelden',
  toAccount: 'Zurück zum Konto',
  email: {
    title: 'Welche E-Mail-Adresse?',
    text: (name) =>
      `${name} bestätigt uns keine E-Mail-Adresse. Bitte eine angeben: Dorthin kommt ein Code, und später auch die Tickets.`,
    haveOne: 'Schon ein Konto hier?',
    haveOneText: (name) =>
      `Dann wie immer anmelden und ${name} im Konto unter „Sicherheit“ verknüpfen. Über eine Adresse, die niemand bestätigt hat, wird nie ein Konto gefunden.`,
    signIn: 'Anmelden',
    ask: 'Code schicken',
    sent: 'Bitte ins Postfach schauen',
    sentText: (email) => `Falls ${email} noch kein Konto hat, ist ein Code aus acht Ziffern dorthin unterwegs.`,
    code: 'Code',
    codeHint: 'Acht Ziffern, eine halbe Stunde gültig.',
    confirm: 'Konto anlegen',
    other: 'Andere Adresse, oder noch einmal schicken',
    over: ['Neu beginnen', 'In diesem Browser wartet keine Anmeldung auf eine Adresse.'],
  },
  linked: {
    title: 'Verknüpfte Anmeldungen',
    text: 'Damit geht das Anmelden ohne Passwort.',
    none: 'Kein anderer Anbieter ist verknüpft.',
    since: (date) => `seit ${date}`,
    link: (name) => `${name} verknüpfen`,
    remove: 'Entfernen',
    removeOf: (name) => `${name} entfernen`,
    done: ['Verknüpft', 'Ab jetzt geht das Anmelden auch damit.'],
    removed: ['Entfernt', 'Damit lässt sich nicht mehr anmelden.'],
  },
}
