//JAVA 17+
//SOURCES base/*.java process/*.java environment/*.java script/*.java database/*.java
//SOURCES server/*.java maven/*.java migration/*.java watch/*.java application/*.java testing/*.java cli/*.java
