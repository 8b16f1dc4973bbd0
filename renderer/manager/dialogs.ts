/** The dialogs of a manager's page. */
export type ManagerDialog = 'edit' | 'sign-in' | 'certificate' | 'remove';
