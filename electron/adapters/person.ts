import { userInfo } from 'node:os';

/** The name of who is signed in to this computer; empty where the system can't say (a container without an entry). */
export function person(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
