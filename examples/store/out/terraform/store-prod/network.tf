# Compiled by svcc from main.svc (prod). Change the program, not this file.

# network.svc:6 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name        = "store-prod-main"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name        = "store-prod-main"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# network.svc:6 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name        = "store-prod-main-public-1"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name        = "store-prod-main-public-2"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_subnet" "main_public_3" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.8.0/22"
  availability_zone_id    = "euw1-az3"
  map_public_ip_on_launch = false

  tags = {
    Name        = "store-prod-main-public-3"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name        = "store-prod-main-private-1"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name        = "store-prod-main-private-2"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_subnet" "main_private_3" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.72.0/22"
  availability_zone_id    = "euw1-az3"
  map_public_ip_on_launch = false

  tags = {
    Name        = "store-prod-main-private-3"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name        = "store-prod-main-public"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name        = "store-prod-main-private-1"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name        = "store-prod-main-private-2"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_route_table" "main_private_3" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name        = "store-prod-main-private-3"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# network.svc:6 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# network.svc:6 network main
resource "aws_route_table_association" "main_public_3" {
  subnet_id      = aws_subnet.main_public_3.id
  route_table_id = aws_route_table.main_public.id
}

# network.svc:6 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# network.svc:6 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# network.svc:6 network main
resource "aws_route_table_association" "main_private_3" {
  subnet_id      = aws_subnet.main_private_3.id
  route_table_id = aws_route_table.main_private_3.id
}

# network.svc:6 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "store-prod-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "store-prod-main-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_eip" "main_nat_2" {
  domain = "vpc"

  tags = {
    Name        = "store-prod-main-nat-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_nat_gateway" "main_2" {
  allocation_id = aws_eip.main_nat_2.allocation_id
  subnet_id     = aws_subnet.main_public_2.id

  tags = {
    Name        = "store-prod-main-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_eip" "main_nat_3" {
  domain = "vpc"

  tags = {
    Name        = "store-prod-main-nat-3"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_nat_gateway" "main_3" {
  allocation_id = aws_eip.main_nat_3.allocation_id
  subnet_id     = aws_subnet.main_public_3.id

  tags = {
    Name        = "store-prod-main-3"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_2.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_route" "main_private_3" {
  route_table_id         = aws_route_table.main_private_3.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_3.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# network.svc:6 network main
resource "aws_vpc_endpoint" "main_ecr_api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecr.api"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id, aws_subnet.main_private_3.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "store-prod-main-ecr-api"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_vpc_endpoint" "main_ecr_dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id, aws_subnet.main_private_3.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "store-prod-main-ecr-dkr"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_vpc_endpoint" "main_logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.logs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id, aws_subnet.main_private_3.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "store-prod-main-logs"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_vpc_endpoint" "main_s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${data.aws_region.current.id}.s3"
  vpc_endpoint_type = "Gateway"

  route_table_ids = [
    aws_route_table.main_private_1.id,
    aws_route_table.main_private_2.id,
    aws_route_table.main_private_3.id,
    aws_route_table.main_public.id,
  ]

  tags = {
    Name        = "store-prod-main-s3"
    "svc:block" = "network main"
  }
}

# network.svc:6 network main
resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${aws_cloudwatch_log_group.main_flow.name}"
  iam_role_arn         = aws_iam_role.main_flow.arn

  tags = {
    Name        = "store-prod-main"
    "svc:block" = "network main"
  }

  depends_on = [aws_iam_role_policy.main_flow]
}
