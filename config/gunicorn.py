"""How gunicorn serves a door, in the demo and for real: `gunicorn -c config/gunicorn.py`.

Say where with `--bind`, and how many processes with `WEB_CONCURRENCY`. More than one needs a store
of limits that they share (PARTNERSHIP_LIMITS_STORE).
"""

worker_class = "gthread"
threads = 8
# A file of 200 MB over a slow line takes its time; threads that wait cost nothing.
timeout = 60
# What was begun when the process is told to stop is finished: nothing acknowledged is lost.
graceful_timeout = 25
# Unique URLs hold tokens: no log of requests is written here, the proxy's must leave the path out.
accesslog = None
loglevel = "warning"
# Its socket would lie in the home folder of whoever starts it, the same for both doors.
control_socket_disable = True
