/** What members of an organization may do, by role. The one place that says so. */
export const permissions = {
  'organization.read': ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
  'organization.edit': ['owner', 'manager'],
  'event.create': ['owner', 'manager', 'editor'],
  'event.read': ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
  'event.edit': ['owner', 'manager', 'editor'],
  'event.publish': ['owner', 'manager'],
  'event.cancel': ['owner', 'manager'],
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
export type MemberRole = 'owner' | 'manager' | 'editor' | 'finance' | 'moderator' | 'check-in'

export const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name)

/** Whether a role has a permission. */
export const mayDo = (role: MemberRole, permission: Permission): boolean =>
  (permissions[permission] as readonly MemberRole[]).includes(role)

/** What a role may do, for showing or hiding controls; the server checks again. */
export const permissionsOf = (role: MemberRole): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => mayDo(role, permission))
