/** The file that says what is in the archive of somebody's data. */
export const dataExport = {
  title: 'YOUR DATA',
  about: (name: string, site: string, when: string) => `What ${site} knows of ${name}, gathered on ${when}.`,
  topics: {
    account:
      'Your account: name, address, language, time zone, and the ways you sign in by. Passwords and secrets are not in it: we keep just what checks them.',
    sessions: 'Where you are signed in: since when, from which address and with which browser.',
    organizations: 'The organizations you work for, with your role, and the invitations to teams.',
    invitations: 'Invitations to events, and the organizers whose invitations you did not want any more.',
    orders: 'Orders of your account, and those made without one with your confirmed address.',
    tickets: 'Your tickets, also those somebody passed on to you: when they were let in, and to whom you offered them.',
    payments:
      'What you paid and got back, by which provider, and its number there. Cards and accounts are known to the provider alone.',
    invoices: 'Your invoices and credit notes, with everything they say.',
    messages: 'What you wrote to organizers, and their answers.',
    reports: 'Events you reported.',
    notifications: 'What you were told: in the app, by mail, SMS and push.',
    'notification-choices':
      'How you want to be told: what you switched on and off, your quiet hours, and what you agreed to.',
    acts: 'What you did for an organization, for the platform or with your own ways in: when, from where, and what changed.',
  },
  paymentMethods: 'Ways to pay that providers keep for you: what we can see of them.',
  photo: 'Your photo, if you gave one.',
  tickets: 'Your valid tickets as PDF, a file for each order.',
  invoices: 'Your invoices and credit notes as PDF.',
  notes: [
    'Amounts are in the smallest unit of their currency: 1250 in EUR is 12.50 euros. Times are in UTC unless they say otherwise. Tables (.csv) are UTF-8; one that is empty has nothing to tell.',
    'What organizations keep for their business, such as the lists of those who come, is theirs and not in here. What others wrote or ordered is theirs as well.',
  ],
} as const
