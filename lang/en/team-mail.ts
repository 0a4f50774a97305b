/** Sentences of the emails about teams: invitations, the hand-over of an organization, and hosting together. */
export const teamMail = {
  invited: {
    subject: (organization: string) => `Join the team of ${organization}`,
    text: (name: string, organization: string, role: string, platform: string) =>
      `${name} invites you to work for ${organization} on ${platform}. Your role would be: ${role}.`,
    until: 'Good until',
    action: 'See the invitation',
    after: (email: string) =>
      `The invitation is for ${email} alone: sign in with that address to accept it, or make an account with it. If you do not know what this is about, do nothing: it ends by itself.`,
  },
  ownership: {
    subject: (organization: string) => `${organization} is offered to you`,
    text: (name: string, organization: string) =>
      `${name} would like to hand ${organization} over to you. When you accept, you own it and they stay as a manager. Until then nothing changes.`,
    action: 'See the offer',
    after: 'If you do not want it, decline there or do nothing.',
  },
  cohost: {
    subject: (event: string) => `Host ${event} together?`,
    text: (host: string, event: string, organization: string) =>
      `${host} would like ${organization} to host ${event} with them. When you agree, you stand on its page, and your team can help with it. The money stays with ${host}.`,
    action: 'See it in the studio',
    after: 'You can agree or decline in the list of your events.',
  },
} as const
