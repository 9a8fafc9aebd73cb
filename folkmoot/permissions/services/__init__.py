"""Every write of permission, one function per intent. Rooms: holders, gate, giving, joining, topics, widening."""
