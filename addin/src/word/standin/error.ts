/**
 * What Office.js rejects with. Codes: `Word.ErrorCodes` and `OfficeExtension.ErrorCodes` of `@types/office-js`;
 * https://learn.microsoft.com/en-us/office/dev/add-ins/testing/application-specific-api-error-handling
 */
export class StandInError extends Error {
  readonly traceMessages: string[] = [];
  readonly debugInfo: { code: string; message: string };

  constructor(
    readonly code:
      | 'AccessDenied'
      | 'ApiNotFound'
      | 'GeneralException'
      | 'InvalidArgument'
      | 'ItemNotFound'
      | 'PropertyNotLoaded'
      | 'ValueNotLoaded'
      | 'RequestPayloadSizeLimitExceeded'
      | 'SearchStringInvalidOrTooLong',
    message: string,
  ) {
    super(message);
    this.name = 'OfficeExtension.Error';
    this.debugInfo = { code, message };
  }
}
