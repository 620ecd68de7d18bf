/** The API's form of a deleted object. */
export const deletedObject = (object: string, id: string) => ({ id, object, deleted: true })
