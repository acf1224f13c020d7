"""What schemathesis cannot send by itself."""

import schemathesis


@schemathesis.serializer("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
def docx(_, value):
    """Bytes that are no document, as a rule: what is one is for the tests of the API."""
    return value if isinstance(value, bytes) else str(value).encode()
