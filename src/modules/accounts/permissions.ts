/** What members of an organization may do, by role. The one place that says so. */
export const permissions = {
  'organization.read': ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
  'organization.edit': ['owner', 'manager'],
  'members.edit': ['owner', 'manager'],
  'ownership.give': ['owner'],
  'keys.edit': ['owner', 'manager'],
  'event.create': ['owner', 'manager', 'editor'],
  'event.read': ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
  'event.edit': ['owner', 'manager', 'editor'],
  'event.publish': ['owner', 'manager'],
  'event.cancel': ['owner', 'manager'],
  'event.history': ['owner', 'manager'],
  'ticketing.edit': ['owner', 'manager', 'editor'],
  'orders.read': ['owner', 'manager', 'finance'],
  'orders.edit': ['owner', 'manager', 'finance'],
  'attendees.read': ['owner', 'manager', 'finance', 'check-in'],
  'attendees.export': ['owner', 'manager', 'finance'],
  'attendees.message': ['owner', 'manager'],
  'finance.read': ['owner', 'manager', 'finance'],
  'finance.edit': ['owner', 'finance'],
  'checkin.scan': ['owner', 'manager', 'check-in'],
} as const

export type Permission = keyof typeof permissions
/** The roles of a member, from the one that may most. */
export const memberRoles = ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'] as const
export type MemberRole = (typeof memberRoles)[number]

export const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name)

/** Whether a role has a permission. */
export const mayDo = (role: MemberRole, permission: Permission): boolean =>
  (permissions[permission] as readonly MemberRole[]).includes(role)

/** What a role may do, for showing or hiding controls; the server checks again. */
export const permissionsOf = (role: MemberRole): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => mayDo(role, permission))

/** Whether somebody with a role gives and takes another: only what may do nothing that they may not do themselves. */
export const mayGrant = (own: MemberRole, role: MemberRole): boolean =>
  mayDo(own, 'members.edit') && permissionsOf(role).every((permission) => mayDo(own, permission))

/** The roles that an organization may have at an event of another. */
export const cohostRoles = ['manager', 'editor', 'moderator', 'check-in'] as const satisfies readonly MemberRole[]
export type CohostRole = (typeof cohostRoles)[number]

/** What a co-host may do at most: whose event it is, and the money that is made with it, stays with the host. */
const openToCohosts: readonly Permission[] = [
  'event.read',
  'event.edit',
  'ticketing.edit',
  'attendees.read',
  'attendees.export',
  'attendees.message',
  'checkin.scan',
]

/** Whether a member of a co-hosting organization may do something at the event: when their own role and the co-host's both may. */
export const mayDoAsCohost = (own: MemberRole, cohost: CohostRole, permission: Permission): boolean =>
  openToCohosts.includes(permission) && mayDo(own, permission) && mayDo(cohost, permission)

/** What no API key may do: whoever has one could give away more than it, lead money elsewhere, or do what cannot be undone. */
const closedToKeys: readonly Permission[] = [
  'members.edit',
  'ownership.give',
  'keys.edit',
  'event.cancel',
  'finance.edit',
]

/** What an API key may be given to do. */
export const keyScopes = permissionsOf('owner').filter((permission) => !closedToKeys.includes(permission))

/** What somebody with a role may let a key do. */
export const scopesOf = (role: MemberRole): Permission[] => keyScopes.filter((scope) => mayDo(role, scope))
