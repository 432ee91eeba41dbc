"""The months' names, January first, in small letters."""

ENGLISH = tuple(
    "january february march april may june july august september october november december".split()
)
RUSSIAN = tuple(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
)
KAZAKH = tuple(
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split()
)
