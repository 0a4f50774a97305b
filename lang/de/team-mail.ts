import type { Catalogue } from '../shape.ts'

export const teamMail: Catalogue['teamMail'] = {
  invited: {
    subject: (organization) => `Komm ins Team von ${organization}`,
    text: (name, organization, role, platform) =>
      `${name} lädt dich ein, auf ${platform} für ${organization} zu arbeiten. Deine Rolle wäre: ${role}.`,
    until: 'Gilt bis',
    action: 'Einladung ansehen',
    after: (email) =>
      `Die Einladung gilt nur für ${email}: Melde dich mit dieser Adresse an, um sie anzunehmen, oder leg damit ein Konto an. Wenn du nicht weißt, worum es geht, tu nichts: Sie endet von selbst.`,
  },
  ownership: {
    subject: (organization) => `${organization} wird dir angeboten`,
    text: (name, organization) =>
      `${name} möchte dir ${organization} übergeben. Wenn du annimmst, gehört sie dir, und wer sie dir gegeben hat, bleibt in der Leitung. Bis dahin ändert sich nichts.`,
    action: 'Angebot ansehen',
    after: 'Wenn du sie nicht möchtest, lehn dort ab oder tu nichts.',
  },
  cohost: {
    subject: (event) => `${event} zusammen veranstalten?`,
    text: (host, event, organization) =>
      `${host} möchte ${event} zusammen mit ${organization} veranstalten. Wenn ihr zusagt, steht ihr auf der Seite, und euer Team kann mithelfen. Das Geld bleibt bei ${host}.`,
    action: 'Im Studio ansehen',
    after: 'Zusagen oder ablehnen kannst du in der Liste eurer Veranstaltungen.',
  },
}
