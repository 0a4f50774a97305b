import type { Catalogue } from '../../shape.ts'

export const apiKeys: Catalogue['workspace']['apiKeys'] = {
  title: 'API-Schlüssel',
  text: 'Ein Programm mit einem Schlüssel handelt für die Organisation: im Namen dessen, der ihn angelegt hat, und nur so weit, wie angekreuzt ist und diese Person selbst darf. Verlässt sie das Team, gilt der Schlüssel nicht mehr. Geld bewegen, löschen und das Team selbst bleiben Sache von Menschen.',
  organization: 'Für Programme heißt diese Organisation',
  none: 'Keine Schlüssel',
  noneText: 'Leg einen an für ein Programm, das hier etwas lesen oder ändern soll.',
  states: { expired: 'Abgelaufen', revoked: 'Widerrufen' },
  made: (name, day) => `angelegt von ${name}, ${day}`,
  used: (time) => `zuletzt benutzt ${time} UTC`,
  neverUsed: 'nie benutzt',
  until: (day) => `gilt bis ${day}`,
  endless: 'gilt unbegrenzt',
  revoke: 'Widerrufen',
  revokeOf: (name) => `${name} widerrufen`,
  revoked: ['Widerrufen', 'Der Schlüssel funktioniert nicht mehr.'],
  madeTitle: (name) => `Der Schlüssel „${name}“`,
  madeText:
    'Kopier ihn jetzt: Er wird nur dieses eine Mal gezeigt. Wer ihn hat, kann alles, was du angekreuzt hast. Bewahr ihn auf wie ein Passwort.',
  make: {
    title: 'Schlüssel anlegen',
    text: 'Programme schicken ihn bei jedem Aufruf mit, als Authorization: Bearer, und nirgends sonst. Kreuz nur an, was das Programm braucht.',
    name: 'Wofür er ist',
    nameHint: 'Damit du ihn wiedererkennst: das Programm und wo es läuft.',
    days: 'Gilt',
    forDays: { '30': '30 Tage', '90': '90 Tage', '365': 'Ein Jahr' },
    endless: 'Bis er widerrufen wird',
    scopes: 'Er darf',
    submit: 'Schlüssel anlegen',
  },
}
