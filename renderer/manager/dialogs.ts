/** The dialogs of a manager's page. */
export type ManagerDialog = 'edit' | 'address' | 'sign-in' | 'certificate' | 'remove';
