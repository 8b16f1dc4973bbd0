import { userInfo } from 'node:os';

/** The name of who is signed in to this computer; empty where the system can't say. */
export function signedIn(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
