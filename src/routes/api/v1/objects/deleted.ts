/** What is left to say of an object that is no more. */
export const deletedObject = (object: string, id: string) => ({ id, object, deleted: true })
