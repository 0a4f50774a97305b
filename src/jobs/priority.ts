/** Jobs for many people at once, of which there may be a thousand: everything else, as a new password or a ticket, goes before them. */
const patient: ReadonlySet<string> = new Set([
  'notifications.deliver',
  'notifications.remind',
  'notifications.send_announcement',
])

/** Which of the jobs that are due goes first: the one with the lower number, then the older one. */
export const priorityOf = (job: string): number => (patient.has(job) ? 10 : 0)
