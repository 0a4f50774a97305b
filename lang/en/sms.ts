/** What is said by SMS alone: short, for each 160 characters are paid for. */
export const sms = {
  code: (code: string, platform: string, minutes: number) =>
    `${code} is your ${platform} code. It is good for ${minutes} minutes; give it to nobody. Reply STOP to get no messages.`,
  help: (platform: string, url: string) =>
    `${platform} sends what you chose about your tickets and events: ${url}. Reply STOP to end. Message rates may apply.`,
} as const
