/** The oldest Node that the build and the tests run on (package.json's engines). */
const OLDEST = [20, 19];

/**
 * What to tell a user whose Node is too old; undefined when it is not.
 * @param {string} version like 20.19.0
 */
export function nodeTooOld(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  const fits = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (fits) return undefined;
  return `Spanwatch needs Node ${OLDEST.join('.')} or later to start from source; this is Node ${version}.`;
}
